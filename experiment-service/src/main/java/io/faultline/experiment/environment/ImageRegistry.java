package io.faultline.experiment.environment;

import org.jspecify.annotations.Nullable;

/**
 * Where clients say images are to be pulled from; kept and given back. Images of agents and helpers are those of the
 * server's own settings.
 */
public record ImageRegistry(boolean isDefault, String imageRegistryName, String imageRepoName,
        String imageRegistryType, @Nullable String secretName, @Nullable String secretNamespace,
        @Nullable Boolean enableRegistry) {}
