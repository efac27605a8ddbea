package io.faultline.experiment.hub;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.repository.Sync;
import org.jspecify.annotations.Nullable;

/** The hubs of repositories, with what was last taken from each. */
public interface Hubs {
    int MOST = 100;

    /** By name. */
    List<Hub> all(ProjectId project);

    Optional<Hub> find(ProjectId project, HubId id);

    /** Whether it was added; not if its name is taken. */
    boolean add(Hub added, @Nullable String sealed, Instant nextSync);

    /**
     * Whether it was changed; not if it is gone, or its name is another's.
     *
     * @param sealed its secret from now on; null for none
     */
    boolean change(Hub changed, @Nullable String sealed);

    boolean remove(ProjectId project, HubId id);

    Optional<String> sealed(HubId id);

    /** Keeps what was taken instead of what was there. */
    void keep(HubId id, Map<String, String> files, Sync sync, Instant nextSync);

    void failed(HubId id, Sync sync, Instant nextSync);

    /** Its server is known by this key from now on, if it is at this address still and by no key yet. */
    void know(HubId id, String url, String hostKey);

    Map<String, String> files(HubId id);

    List<String> paths(HubId id);

    /** Whether whoever asks may take it in now: until then nobody else does. */
    boolean claim(HubId id, Instant now, Instant until);

    /** Those whose time has come. */
    List<Hub> due(ProjectId project, Instant now);
}
