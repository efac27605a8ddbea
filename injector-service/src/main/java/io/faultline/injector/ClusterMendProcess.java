package io.faultline.injector;

import java.io.IOException;
import java.time.Clock;

import io.faultline.injector.cluster.ClusterMender;
import io.faultline.injector.host.UndoServer;
import io.faultline.injector.store.MarkTexts;

/** Main class of what a watchdog starts when its injector has died with something in force in a cluster. */
public final class ClusterMendProcess {
    private ClusterMendProcess() {}

    /** Arguments: the kubeconfig, and the folders of others, as the injector's settings have them; both may be empty. */
    public static void main(String[] args) throws IOException {
        UndoServer.serve(System.in, System.out,
                ClusterMender.of(args[0], args[1], MarkTexts.json(), Clock.systemUTC()));
    }
}
