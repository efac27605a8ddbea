package io.faultline.embedded;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RefusalTest {
    @TempDir
    Path folder;

    @Test
    void namesThePortInUseAndWhatItWasFor() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> KafkaBroker.start(folder, taken.getLocalPort()))
                    .isInstanceOf(EmbeddedFailure.class)
                    .hasMessageContaining(
                            "Port " + taken.getLocalPort() + ", wanted for the embedded Kafka, is in use");
            assertThatThrownBy(() -> PostgresProcess.start(folder, taken.getLocalPort(), Durability.FORGETFUL))
                    .isInstanceOf(EmbeddedFailure.class).hasMessageContaining("embedded Postgres, is in use");
        }
    }

    @Test
    void namesTheInstanceThatHoldsTheDataFolder() throws Exception {
        try (FolderLock lock = FolderLock.take(folder, "a test")) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> KafkaBroker.start(folder, 0)).isInstanceOf(EmbeddedFailure.class)
                    .hasMessageContaining("in use by another instance (pid " + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void givesTheDataFolderBackWhenTheStartFails() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> KafkaBroker.start(folder, taken.getLocalPort()))
                    .isInstanceOf(EmbeddedFailure.class);
        }
        FolderLock.take(folder, "a test").close();
    }
}
