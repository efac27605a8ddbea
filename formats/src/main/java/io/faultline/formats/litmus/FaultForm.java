package io.faultline.formats.litmus;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.faultline.contracts.fault.FaultSpec;
import org.jspecify.annotations.Nullable;

/**
 * A fault as Litmus names and tunes it, and how ours is made of it.
 *
 * @param ours the wire name of our fault
 * @param strikes whether it strikes again and again rather than staying in force
 * @param making makes our fault; null when a tunable was refused
 */
record FaultForm(String name, String ours, Aim aim, boolean strikes, Treatment treatment, String remark,
        List<Tunable> tunables, Function<Tunables, @Nullable FaultSpec> making) {
    static FaultForm of(String name, String ours, Aim aim, Function<Tunables, @Nullable FaultSpec> making,
            Tunable... tunables) {
        return new FaultForm(name, ours, aim, false, Treatment.WORKS, "", List.of(tunables), making);
    }

    /** Its targets are hit one stroke after the other. */
    FaultForm striking() {
        Stream<Tunable> order = Stream.of(
                Tunable.differing("POD_TERMINATION_ORDER", "random",
                        "left out: there is no order among the targets of a stroke"),
                Tunable.differing("INTER_POD_KILL_INTERVAL_SECONDS", "0",
                        "left out: there is no pause between the targets of a stroke"));
        return new FaultForm(name, ours, aim, true, treatment, remark,
                Stream.concat(tunables.stream(), order).toList(), making);
    }

    FaultForm with(Treatment how, String why) {
        return new FaultForm(name, ours, aim, strikes, how, why, tunables, making);
    }

    /** Its own tunables before those that every fault has. */
    Stream<Tunable> all() {
        Stream<Tunable> common = CommonTunables.of(this).stream()
                .filter(each -> tunables.stream().noneMatch(own -> own.name().equals(each.name())));
        return Stream.concat(tunables.stream(), common);
    }
}
