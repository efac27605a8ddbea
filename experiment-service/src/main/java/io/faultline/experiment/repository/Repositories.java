package io.faultline.experiment.repository;

import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/** Repositories as they are now; a zip file is one that nothing can be put into. */
public interface Repositories {
    /** Takes out the files whose paths are wanted. */
    Fetched fetch(Remote remote, @Nullable Secret secret, Predicate<String> wanted);

    /** Puts files on top of its branch, in one commit. */
    Pushed push(Remote remote, @Nullable Secret secret, Map<String, String> files, String message);

    /** A new one, kept nowhere. */
    DeployKey newKey();
}
