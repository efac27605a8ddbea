package io.faultline.injector.lease;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * In whose hands a lease is.
 *
 * @param host the machine its effects are on
 * @param owner the injector that holds it
 * @param fence counts its owners: who holds an older one may not act any more
 * @param handedOverFor how long ago, by the journal's clock, its former owner handed it over rather than died
 */
public record Custody(String host, String owner, long fence, @Nullable Duration handedOverFor) {
    static Custody first(Machine machine, String owner) {
        return new Custody(machine.id(), owner, 1, null);
    }
}
