/**
 * A run as a person watches it: a pure model folded from its facts and samples, drawn in place on a terminal or told in
 * appended lines.
 */
@NullMarked
package io.faultline.cli.live;

import org.jspecify.annotations.NullMarked;
