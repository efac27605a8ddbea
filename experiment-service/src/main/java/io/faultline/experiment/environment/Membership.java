package io.faultline.experiment.environment;

/**
 * What clients say of an infrastructure that is nothing to us, and ask back: kept under its id.
 *
 * @param environment id of the environment it was registered in
 * @param serviceAccountExists whether they say that its service account is there already
 */
public record Membership(String environment, String platform, boolean serviceAccountExists) {}
