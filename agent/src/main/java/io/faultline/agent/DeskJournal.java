package io.faultline.agent;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.http.AgentCredentials;
import io.faultline.http.DeskCall;
import io.faultline.injector.lease.ClusterJournal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The injector's journal, as its desk tells of it. While nobody tells, what is not overdue is somebody's. */
record DeskJournal(AgentSettings settings, Server server, Session session) implements ClusterJournal {
    private static final Logger LOG = LoggerFactory.getLogger(DeskJournal.class);

    @Override
    public String house() {
        return settings.infrastructure().toString();
    }

    @Override
    public Set<String> held(Collection<String> marks) {
        Set<String> all = Set.copyOf(marks);
        String credential = session.credential();
        if (credential == null) {
            return all;
        }
        try {
            DeskCall.Marked held = server.post(AgentCredentials.FAULT_HELD, credential, new DeskCall.Marked(all),
                    DeskCall.Marked.class);
            return held == null ? all : held.marks();
        } catch (IOException e) {
            LOG.info("The server does not tell what was left behind, so that only what is overdue is mended: {}",
                    e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return all;
    }

    @Override
    public List<Optional<Infrastructure>> reached() {
        return List.of(Optional.of(settings.here()));
    }
}
