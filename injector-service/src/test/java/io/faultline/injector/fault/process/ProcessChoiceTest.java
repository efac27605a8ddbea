package io.faultline.injector.fault.process;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import io.faultline.contracts.fault.ProcessTarget;
import io.faultline.injector.fault.FaultRefused;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProcessChoiceTest {
    private final ProcessChoice choice = new ProcessChoice(new Few(), new Random(1));

    @Test
    void findsTheOneThatListensOnAPort() throws Exception {
        assertThat(choice.choose(ProcessTarget.listeningOn(80)).processes()).extracting(OsProcess::pid)
                .containsExactly(11L);
    }

    @Test
    void findsAllWhoseCommandLineMatchesAnywhere() throws Exception {
        var chosen = choice.choose(command("java .*shop", null, null));
        assertThat(chosen.matched()).isEqualTo(2);
        assertThat(chosen.processes()).extracting(OsProcess::pid).containsExactly(11L, 12L);
    }

    @Test
    void hitsNoMoreThanTheCount() throws Exception {
        var chosen = choice.choose(command("java", 1, null));
        assertThat(chosen.matched()).isEqualTo(3);
        assertThat(chosen.processes()).hasSize(1);
    }

    @Test
    void choosesByChanceSoThatEachIsHitSometimes() throws Exception {
        Set<Long> hit = new java.util.HashSet<>();
        for (int i = 0; i < 50; i++) {
            choice.choose(command("java", 1, null)).processes().forEach(process -> hit.add(process.pid()));
        }
        assertThat(hit).containsExactlyInAnyOrder(11L, 12L, 13L);
    }

    @Test
    void hitsAShareButAtLeastOne() throws Exception {
        assertThat(choice.choose(command("java", null, 67)).processes()).hasSize(2);
        assertThat(choice.choose(command("java", null, 1)).processes()).hasSize(1);
    }

    @Test
    void leavesItselfOutOfWhatACommandLineMatches() throws Exception {
        assertThat(choice.choose(command("java|faultline", null, null)).processes()).extracting(OsProcess::pid)
                .doesNotContain(10L);
    }

    @Test
    void refusesToHitItself() {
        refuses(ProcessTarget.withPid(10), "never hit");
        refuses(command("faultline", null, null),
                "only what is never hit: process 10 (java faultline) is never hit: it is the injector itself");
    }

    @Test
    void refusesWhatMatchesNothing() {
        refuses(ProcessTarget.withPid(99), "no process has the id 99");
        refuses(ProcessTarget.listeningOn(81), "TCP port 81");
        refuses(command("python", null, null), "no command line matches");
        refuses(command("(", null, null), "no regular expression");
        refuses(new ProcessTarget(null, null, "/no/such", null, null, null), "/no/such");
    }

    private void refuses(ProcessTarget target, String why) {
        assertThatThrownBy(() -> choice.choose(target)).isInstanceOf(FaultRefused.class).hasMessageContaining(why);
    }

    private static ProcessTarget command(String expression, Integer count, Integer percent) {
        return new ProcessTarget(null, null, null, expression, count, percent);
    }

    /** A machine with four processes, of which 10 is the injector. */
    private static final class Few implements Processes {
        private static final List<OsProcess> ALL = List.of(new OsProcess(10, 1, "java faultline", false),
                new OsProcess(11, 1, "java -jar shop.jar", false), new OsProcess(12, 2, "java -jar shop.jar", false),
                new OsProcess(13, 3, "java other", false));

        @Override
        public Optional<String> unsupported() {
            return Optional.empty();
        }

        @Override
        public Optional<OsProcess> find(long pid) {
            return ALL.stream().filter(process -> process.pid() == pid).findFirst();
        }

        @Override
        public List<OsProcess> all() {
            return ALL;
        }

        @Override
        public Set<Long> listeningOn(int port) {
            return port == 80 ? Set.of(11L) : Set.of();
        }

        @Override
        public Optional<String> protectedAs(OsProcess process) {
            return process.pid() == 10 ? Optional.of("the injector itself") : Optional.empty();
        }

        @Override
        public Optional<Long> inFile(String path) {
            return Optional.empty();
        }

        @Override
        public Sent send(long pid, long startedAt, Signal signal) {
            return Sent.DONE;
        }
    }
}
