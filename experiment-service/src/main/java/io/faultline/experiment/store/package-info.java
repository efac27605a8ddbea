/** Postgres: experiments, runs, remembered answers. */
@NullMarked
package io.faultline.experiment.store;

import org.jspecify.annotations.NullMarked;
