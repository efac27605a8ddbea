package io.faultline.experiment.git;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which repositories are gone to, and how often: <code>faultline.repositories.*</code>.
 *
 * @param allowLoopback whether one on this machine is; link-local addresses never are
 * @param files whether one on this server's own disk (<code>file:</code>) is
 * @param hubInterval how often hubs are taken in
 * @param gitopsInterval how often GitOps looks for changes
 */
@ConfigurationProperties("faultline.repositories")
public record GitSettings(boolean allowLoopback, boolean files, Duration hubInterval, Duration gitopsInterval) {}
