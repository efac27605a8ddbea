/** Where facts come in, and where the last word goes out. */
@NullMarked
package io.faultline.scoring.facts;

import org.jspecify.annotations.NullMarked;
