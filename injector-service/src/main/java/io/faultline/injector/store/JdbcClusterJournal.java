package io.faultline.injector.store;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.lease.AgentJournal;
import io.faultline.injector.lease.ClusterJournal;
import io.faultline.injector.lease.Lease;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the journal in Postgres knows of clusters. */
final class JdbcClusterJournal implements ClusterJournal, AgentJournal {
    private static final Pattern RUN = Pattern.compile("faultline-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-.*");

    private final JdbcClient jdbc;
    private final Json json;
    private final LeaseRows rows;
    private volatile @Nullable String house;

    JdbcClusterJournal(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
        this.rows = new LeaseRows(json);
    }

    @Override
    public String house() {
        String known = house;
        if (known == null) {
            known = jdbc.sql("select id::text from house").query(String.class).single();
            house = known;
        }
        return known;
    }

    @Override
    public Set<String> held(Collection<String> marks) {
        return held(null, marks);
    }

    @Override
    public Set<String> held(@Nullable InfrastructureId only, Collection<String> marks) {
        List<UUID> runs = marks.stream().flatMap(JdbcClusterJournal::run).distinct().toList();
        if (runs.isEmpty()) {
            return Set.of();
        }
        Set<String> held = new HashSet<>(
                jdbc.sql("""
                         select %s from lease where run_id in (:runs) and state in %s
                             and (cast(:only as text) is null or infrastructure ->> 'id' = :only)
                         """.formatted(LeaseRows.COLUMNS, JdbcLeases.OPEN)).param("runs", runs)
                        .param("only", only == null ? null : only.toString()).query(rows::lease).list().stream()
                        .map(Lease::mark).toList());
        held.retainAll(Set.copyOf(marks));
        return held;
    }

    private static Stream<UUID> run(String mark) {
        Matcher matcher = RUN.matcher(mark);
        return matcher.matches() ? Stream.of(UUID.fromString(matcher.group(1))) : Stream.empty();
    }

    @Override
    public List<Optional<Infrastructure>> reached() {
        return jdbc.sql("select infrastructure from reached_cluster").query((row, _) -> Optional
                .ofNullable(json.infrastructure(row.getString("infrastructure")))).list().stream()
                .map(Objects::requireNonNull).toList();
    }
}
