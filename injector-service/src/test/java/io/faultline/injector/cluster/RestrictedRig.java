package io.faultline.injector.cluster;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import io.faultline.cluster.ClusterClients;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.catalogue.ClusterCatalogue;
import io.faultline.injector.catalogue.OutOfReach;
import io.faultline.injector.cluster.RestrictedAccounts.Account;
import io.faultline.injector.cluster.beside.HelperPods;
import io.faultline.injector.cluster.beside.HelperSettings;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.beside.BesideFaults;
import io.faultline.injector.fault.cluster.ClusterChoice;
import io.faultline.injector.fault.cluster.ClusterProtection;
import io.faultline.injector.fault.cluster.Marks;
import io.faultline.injector.fault.cluster.WrittenMarks;
import io.faultline.injector.lease.ClusterJournal;
import io.faultline.injector.lease.ClusterSweep;
import io.faultline.injector.store.MarkTexts;

import static org.assertj.core.api.Assertions.assertThat;

/** What an injector has of a cluster, with an account of its own. */
final class RestrictedRig implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private final Account account;
    private final LazyReach reach;
    private final HelperPods helpers;
    private final ClusterClients clients;
    private final ClusterCatalogue catalogue;

    /** @param helperImage of the pods that make faults next to their targets, in that namespace */
    RestrictedRig(Account account, ClusterProtection protection, String helperImage, String helperSpace) {
        this.account = account;
        Marks marks = new WrittenMarks(MarkTexts.json(), this::house, Clock.systemUTC());
        String folders = account.folder().toString();
        reach = new LazyReach(new ClusterSettings("", folders, LONGEST), helperSpace, marks, Clock.systemUTC());
        clients = ClusterClients.of("", folders);
        helpers = new HelperPods(clients, marks, HelperSettings.of(helperImage, helperSpace, "Never"),
                Clock.systemUTC(), new SecureRandom(), "it");
        ClusterChoice choice = new ClusterChoice(reach.views(), protection, new Random(7));
        catalogue = new ClusterCatalogue(reach, protection, new Random(7), new BesideFaults(choice, helpers),
                OutOfReach.HERE);
    }

    private String house() {
        return account.where().name();
    }

    @SuppressWarnings("unchecked")
    Driver<ClusterUndo> driver(ClusterFault fault) {
        return (Driver<ClusterUndo>) catalogue.driver(fault, account.where(), null);
    }

    void makeAndMend(ClusterFault fault) throws Exception {
        Driver<ClusterUndo> driver = driver(fault);
        Hit<ClusterUndo> hit = driver.plan("faultline-00000000-0000-0000-0000-000000000000-" + house()).hits()
                .getFirst();
        driver.inject(hit.undo(), LONGEST);
        assertThat(sweep().isEmpty()).as("it leaves a mark, unless it is over at once")
                .isEqualTo(fault.strikes());
        catalogue.revert(hit.undo());
        assertThat(sweep()).isEmpty();
    }

    /** As if its journal held nothing. */
    private List<ClusterSweep.Swept> sweep() throws Exception {
        List<ClusterSweep.Swept> swept = new ClusterSweep(reach, catalogue, new Forgetful(house()),
                Clock.systemUTC()).sweep(account.where()).swept().stream()
                .filter(each -> each.object().mark().house().equals(house())).toList();
        assertThat(swept).allMatch(each -> each.trouble() == null, "is mended");
        return swept;
    }

    @Override
    public void close() throws Exception {
        helpers.close();
        reach.close();
        clients.close();
    }

    private record Forgetful(String house) implements ClusterJournal {
        @Override
        public Set<String> held(Collection<String> marks) {
            return Set.of();
        }

        @Override
        public List<Optional<Infrastructure>> reached() {
            return List.of();
        }
    }
}
