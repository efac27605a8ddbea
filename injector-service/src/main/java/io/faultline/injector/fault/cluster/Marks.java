package io.faultline.injector.fault.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.faultline.injector.fault.ClusterUndo;

/** How effects are marked on the objects of a cluster, so that a sweep finds them. */
public interface Marks {
    /** Label of everything that carries at least one mark. */
    String LABEL = "faultline.io/marked";
    String MARKED = "true";
    /** Names of the annotations with marks begin so. */
    String ANNOTATION = "faultline.io/fault-";

    /** Name of the annotation of the effect with this mark: short enough for Kubernetes, whatever the fault's name. */
    String key(String mark);

    /**
     * The annotation that says how an effect is taken away, and until when it may be there.
     *
     * @param longest from now on
     */
    Map<String, String> annotation(String mark, ClusterUndo undo, Duration longest);

    /** The marks in an object's annotations; what cannot be read is left out. */
    List<ClusterMark> in(Map<String, String> annotations);

    /** Those of them that are not long over: a rollback brings back annotations of weeks ago. */
    List<ClusterMark> standing(Map<String, String> annotations);
}
