/** What a pipeline asks of Harness Chaos Engineering, asked of whoever answers in its words: a Faultline does. */
@NullMarked
package io.faultline.cli.harness;

import org.jspecify.annotations.NullMarked;
