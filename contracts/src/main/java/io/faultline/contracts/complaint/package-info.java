/** What is wrong with something a person wrote: everything at once, each with its place. */
@NullMarked
package io.faultline.contracts.complaint;

import org.jspecify.annotations.NullMarked;
