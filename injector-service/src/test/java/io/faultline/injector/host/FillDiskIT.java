package io.faultline.injector.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.fault.DiskFill;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.DriverContract;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Mender;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.fault.disk.FillDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FillDiskIT extends DriverContract<Undo.DeleteFile> {
    private static final ByteSize SIZE = ByteSize.megabytes(16);
    private final Machine machine = new Machine();
    @TempDir
    private Path folder;

    @Override
    protected Driver<Undo.DeleteFile> driver() {
        return new FillDisk(new DiskFill(folder.toString(), SIZE, null), machine.disk);
    }

    @Override
    protected Mender mender() {
        return machine.hands();
    }

    @Override
    protected boolean isInForce() throws IOException {
        Path file = folder.resolve("faultline-contract.fill");
        return Files.exists(file) && Files.size(file) == SIZE.bytes();
    }

    @Test
    void refusesAFolderThatIsNone() {
        var driver = new FillDisk(new DiskFill(folder.resolve("none").toString(), SIZE, null), machine.disk);
        assertThatThrownBy(() -> driver.plan("m")).isInstanceOf(FaultRefused.class).hasMessageContaining("folder");
    }

    @Test
    void leavesAReserve() {
        var driver = new FillDisk(new DiskFill(folder.toString(), ByteSize.megabytes(1L << 40 >> 10), null),
                machine.disk);
        assertThatThrownBy(() -> driver.plan("m")).isInstanceOf(FaultRefused.class)
                .hasMessageContaining("never taken");
    }

    @Test
    void neverDeletesAFileThatIsNotItsOwn() throws Exception {
        Path precious = Files.writeString(folder.resolve("precious"), "x");
        assertThatThrownBy(() -> mender().revert(new Undo.DeleteFile(precious.toString())))
                .isInstanceOf(NotReverted.class);
        assertThat(precious).exists();
    }
}
