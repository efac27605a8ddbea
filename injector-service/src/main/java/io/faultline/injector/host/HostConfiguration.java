package io.faultline.injector.host;

import java.nio.file.Path;
import java.time.InstantSource;

import io.faultline.injector.fault.disk.Disk;
import io.faultline.injector.fault.process.Processes;
import io.faultline.injector.fault.stress.Workers;
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
    Processes processes() {
        return new LinuxProcesses(new ProcFiles());
    }

    @Bean
    Workers workers(Processes processes) {
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
    ChildWatchdog watchdog(Journal journal, Machine machine, InstantSource clock) {
        return new ChildWatchdog(journal, machine, clock);
    }

    /** A machine whose processes can be broken has its watchdog running before the first of them is. */
    @Bean
    ApplicationListener<ContextRefreshedEvent> watchful(ChildWatchdog watchdog, Processes processes) {
        return _ -> {
            if (processes.unsupported().isEmpty()) {
                Thread.ofVirtual().start(watchdog::prepare);
            }
        };
    }
}
