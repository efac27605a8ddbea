package io.faultline.injector.host;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

import io.faultline.injector.fault.disk.Disk;
import io.faultline.injector.fault.network.Lifelines;
import io.faultline.injector.fault.process.Processes;
import io.faultline.injector.fault.process.ProtectionRules;
import io.faultline.injector.lease.Machine;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;

/** Gives the nouns this machine. */
@Configuration(proxyBeanMethods = false)
class HostConfiguration {
    @Bean
    Processes processes(ProtectionRules rules, Lifelines lifelines) {
        ProcFiles proc = new ProcFiles();
        return new LinuxProcesses(proc, new Protection(proc, rules, lifelines));
    }

    @Bean
    JvmWorkers workers(Processes processes) {
        return new JvmWorkers(processes, new ProcFiles());
    }

    @Bean
    Disk disk() {
        return new LocalDisk();
    }

    @Bean
    Machine machine() {
        return ThisMachine.name();
    }

    @Bean
    Journal journal(@Value("${faultline.injector.journal}") Path folder) {
        return new Journal(folder.toAbsolutePath());
    }

    @Bean
    ChildWatchdog watchdog(Journal journal, Machine machine, InstantSource clock, JvmWorkers workers,
            @Value("${faultline.cluster.kubeconfig}") String kubeconfig,
            @Value("${faultline.cluster.kubeconfigs}") String folders) {
        return new ChildWatchdog(journal, machine, clock, workers, List.of(kubeconfig, folders));
    }

    /**
     * Mends what nobody holds any more, before leases are looked at. A machine whose processes can be broken has its
     * watchdog running before the first of them is.
     */
    @Bean
    ApplicationListener<ContextRefreshedEvent> watchful(ChildWatchdog watchdog, Journal journal, Processes processes) {
        return _ -> {
            Leftovers.in(journal.folder()).mendOrphans();
            if (processes.unsupported().isEmpty()) {
                Thread.ofVirtual().start(watchdog::prepare);
            }
        };
    }
}
