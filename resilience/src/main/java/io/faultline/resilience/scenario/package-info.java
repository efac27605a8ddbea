/** The cases that are no crash points: killed brokers and databases, zombies, silent wires, everything at once. */
@NullMarked
package io.faultline.resilience.scenario;

import org.jspecify.annotations.NullMarked;
