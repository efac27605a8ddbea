package io.faultline.experiment.repository;

/**
 * What may be asked for.
 *
 * @param files whether repositories on the server's own disk may be named
 */
public record RepositoryPolicy(boolean files) {}
