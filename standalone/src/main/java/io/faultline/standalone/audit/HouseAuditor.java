package io.faultline.standalone.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.faultline.cli.Auditor;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.wire.Wire;
import io.faultline.ledger.Account;
import io.faultline.ledger.Evidence;
import io.faultline.ledger.Invariant;
import io.faultline.ledger.Limits;
import io.faultline.ledger.Violation;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Audits the house whose folder this is, or which the environment names. When owners died is not known afterwards, so
 * how soon they were stood in for is not judged here.
 */
public record HouseAuditor(Map<String, String> environment, Path home, InstantSource clock) implements Auditor {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** One line of the table. */
    record Kept(Invariant invariant, String promise, boolean kept, int count, List<Violation> violations) {}

    /** What is printed. */
    record Printed(boolean clean, int runs, int facts, int redelivered, List<Kept> invariants) {}

    @Override
    public Optional<JsonNode> audit(@Nullable RunId run, Consumer<String> progress) {
        return Addresses.find(environment, home).map(at -> {
            progress.accept("Reading " + at + " ...");
            Account account = new HouseLedger(at).check(() -> evidence(at), run, PATIENCE);
            progress.accept("%d runs with %d facts, %d of them delivered again".formatted(account.runs(),
                    account.facts(), account.redelivered()));
            return Wire.mapper().valueToTree(printed(account));
        });
    }

    private Evidence evidence(Addresses at) {
        Evidence evidence = Evidence.takenAt(clock.instant(), Limits.PROMISED).deathsUnknown().canaries(secrets(at));
        Path log = home.resolve("faultline.log");
        return Files.isReadable(log) ? HouseLedger.text(evidence, log) : evidence;
    }

    private List<String> secrets(Addresses at) {
        List<String> secrets = new ArrayList<>();
        Path key = home.resolve("dev.key");
        try {
            if (Files.isReadable(key)) {
                secrets.add(Files.readString(key).strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        secrets.add(environment.getOrDefault("FAULTLINE_API_KEY", ""));
        secrets.add(at.password());
        secrets.removeIf(secret -> secret.length() < 12);
        return secrets;
    }

    private static Printed printed(Account account) {
        List<Kept> invariants = new ArrayList<>();
        for (Invariant invariant : Invariant.values()) {
            List<Violation> violations = account.of(invariant);
            invariants.add(new Kept(invariant, invariant.promise(), violations.isEmpty(), violations.size(),
                    violations));
        }
        return new Printed(account.isClean(), account.runs(), account.facts(), account.redelivered(), invariants);
    }
}
