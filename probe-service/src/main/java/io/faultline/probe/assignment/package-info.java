/** What the scheduler asked this service to do, how it is carried out, and that each answer is given once. */
@NullMarked
package io.faultline.probe.assignment;

import org.jspecify.annotations.NullMarked;
