package io.faultline.injector.host;

import io.faultline.injector.fault.Watchdog;
import io.faultline.injector.fault.disk.Disk;
import io.faultline.injector.fault.process.Processes;
import io.faultline.injector.fault.stress.Workers;
import io.faultline.injector.lease.Machine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
        return new Machine("here");
    }

    @Bean
    Watchdog watchdog() {
        return new ChildWatchdog();
    }
}
