/** Repositories reached with JGit. Only this package knows it. */
@NullMarked
package io.faultline.experiment.git;

import org.jspecify.annotations.NullMarked;
