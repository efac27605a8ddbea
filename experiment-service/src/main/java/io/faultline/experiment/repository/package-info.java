/** Git repositories that others keep: where they are, what may be taken from them, and how little of it is trusted. */
@NullMarked
package io.faultline.experiment.repository;

import org.jspecify.annotations.NullMarked;
