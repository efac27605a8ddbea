package io.faultline.experiment.repository;

/**
 * A pair of keys to enter a repository by SSH with, as OpenSSH writes them.
 *
 * @param publicKey what the repository's server is told
 */
public record DeployKey(String publicKey, Secret privateKey) {}
