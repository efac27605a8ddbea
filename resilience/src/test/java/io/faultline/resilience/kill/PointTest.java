package io.faultline.resilience.kill;

import io.faultline.resilience.kill.Point.Weight;
import io.faultline.standalone.Room;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What hangs on a crash point is told by its name. */
class PointTest {
    @Test
    void weighsWhatIsSaidMoreThanWhatIsKept() {
        assertThat(new Point("injector before commit FaultInjected(inject:freeze) #1").weight()).isEqualTo(Weight.SAID);
        assertThat(new Point("scheduler after produce RunPlanned #1").weight()).isEqualTo(Weight.SAID);
        assertThat(new Point("injector after commit lease.update #2").weight()).isEqualTo(Weight.STATE);
        assertThat(new Point("scoring after commit keeps RunPlanned #1").weight()).isEqualTo(Weight.BESIDE);
        assertThat(new Point("probe before commit outbox.delete #3").weight()).isEqualTo(Weight.BESIDE);
    }

    @Test
    void knowsItsService() {
        assertThat(new Point("log-stream after commit inbox.insert #1").room()).isEqualTo(Room.LOGSTREAM);
    }
}
