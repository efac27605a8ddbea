/** YAML, and JSON as a part of it, read into trees that know their places; from strangers, hence within bounds. */
@NullMarked
package io.faultline.formats.yaml;

import org.jspecify.annotations.NullMarked;
