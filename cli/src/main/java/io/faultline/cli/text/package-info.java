/** Text on a terminal: styled lines that know their width, and look right without colour or Unicode. */
@NullMarked
package io.faultline.cli.text;

import org.jspecify.annotations.NullMarked;
