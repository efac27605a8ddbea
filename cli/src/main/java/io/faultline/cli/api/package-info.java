/** Talks to a Faultline over HTTP: where it is, which key opens it, what it answers, and its streams. */
@NullMarked
package io.faultline.cli.api;

import org.jspecify.annotations.NullMarked;
