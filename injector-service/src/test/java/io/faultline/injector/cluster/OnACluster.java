package io.faultline.injector.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Tests that have the real cluster to themselves while others go on, for they use nothing else that is shared. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(OnACluster.LOCK)
public @interface OnACluster {
    String LOCK = "cluster";
    /** Order of those that need the cluster and what is shared: they wait until nobody else does, so none should wait for them. */
    int LAST = Integer.MAX_VALUE;
}
