/** Which driver makes which kind of fault, and which hand mends which undo. */
@NullMarked
package io.faultline.injector.catalogue;

import org.jspecify.annotations.NullMarked;
