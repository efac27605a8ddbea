/** What came of a run, and how it is told: to people, to CI (JUnit XML), and as an exit code. */
@NullMarked
package io.faultline.cli.report;

import org.jspecify.annotations.NullMarked;
