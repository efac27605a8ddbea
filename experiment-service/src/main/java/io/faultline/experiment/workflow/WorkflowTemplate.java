package io.faultline.experiment.workflow;

/**
 * A manifest that a client keeps to start others from.
 *
 * @param manifest the very text it sent
 * @param custom what the client says of it, and asks back
 */
public record WorkflowTemplate(String description, String manifest, boolean custom) {}
