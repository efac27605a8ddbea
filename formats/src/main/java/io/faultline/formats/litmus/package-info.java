/**
 * Manifests of LitmusChaos and Harness (Argo Workflows with ChaosEngines) read into an Experiment and written back; what
 * cannot be honoured is named with its place. {@link io.faultline.formats.litmus.LitmusFile} is the door. Pure.
 */
@NullMarked
package io.faultline.formats.litmus;

import org.jspecify.annotations.NullMarked;
