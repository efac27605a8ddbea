package io.faultline.injector.fault.cluster;

import java.util.Optional;

/** Marks as the text of an annotation. */
public interface MarkText {
    String write(ClusterMark mark);

    /** Empty for what no version of us wrote. */
    Optional<ClusterMark> read(String text);
}
