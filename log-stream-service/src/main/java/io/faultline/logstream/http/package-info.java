/**
 * History, live streams, dead letters and the proof of the audit, over HTTP.
 */
@NullMarked
package io.faultline.logstream.http;

import org.jspecify.annotations.NullMarked;
