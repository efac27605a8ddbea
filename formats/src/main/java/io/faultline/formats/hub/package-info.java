/** The hub that comes with Faultline: a template for every fault and some experiments, in the layout of Litmus' hubs. */
@NullMarked
package io.faultline.formats.hub;

import org.jspecify.annotations.NullMarked;
