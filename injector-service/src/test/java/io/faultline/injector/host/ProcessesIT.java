package io.faultline.injector.host;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessesIT {
    private final Machine machine = new Machine();

    @AfterEach
    void end() {
        machine.close();
    }

    @Test
    void findsWhoListensOnAPortByEitherVersionOfIp() throws Exception {
        for (String host : List.of("127.0.0.1", "::1")) {
            try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getByName(host))) {
                assertThat(machine.processes.listeningOn(door.getLocalPort())).as(host)
                        .containsExactly(ProcessHandle.current().pid());
            }
        }
    }

    @Test
    void nobodyListensOnAClosedPort() throws Exception {
        int port;
        try (ServerSocket door = new ServerSocket(0)) {
            port = door.getLocalPort();
        }
        assertThat(machine.processes.listeningOn(port)).isEmpty();
    }

    @Test
    void knowsCommandLines() throws Exception {
        Process sleep = machine.sleeping("301");
        assertThat(machine.processes.all()).anySatisfy(process -> {
            assertThat(process.pid()).isEqualTo(sleep.pid());
            assertThat(process.commandLine()).isEqualTo("sleep 301");
        });
    }
}
