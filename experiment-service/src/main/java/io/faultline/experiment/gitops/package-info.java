/** Experiments taken from a repository, and how far it and this server have drifted apart. */
@NullMarked
package io.faultline.experiment.gitops;

import org.jspecify.annotations.NullMarked;
