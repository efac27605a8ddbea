/** Facts and judgements in Postgres. */
@NullMarked
package io.faultline.scoring.store;

import org.jspecify.annotations.NullMarked;
