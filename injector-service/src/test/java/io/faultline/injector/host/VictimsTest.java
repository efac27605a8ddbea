package io.faultline.injector.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.faultline.injector.fault.beside.Effect;
import io.faultline.injector.fault.beside.HttpChange;
import io.faultline.injector.fault.beside.Victim;
import io.faultline.injector.fault.process.OsProcess;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VictimsTest {
    private static final Victim POD = new Victim("uid-1", "", "shop/cart");
    private static final Effect HTTP = new Effect.Http(POD, 8080, 100, new HttpChange.Reset(1));
    private static final Effect CPU = new Effect.Cpu(new Victim("uid-1", "id-1", "shop/cart"), 1, 100);
    private static final Effect FILL = new Effect.Fill(POD, "/data", 1, 0, 0);
    private static final OsProcess PAUSE = new OsProcess(7, 70, "pause", false);
    private static final OsProcess MAIN = new OsProcess(8, 80, "httpd", false);

    private Optional<OsProcess> pod = Optional.of(PAUSE);
    private Optional<OsProcess> container = Optional.of(MAIN);
    private String network = "net:[1]";
    private String mounts = "1 2 0:4 net:[1] /run/netns/cni-1 rw - nsfs nsfs rw";
    private boolean kept = true;
    private final Victims victims = new Victims(new Victims.Whereabouts(_ -> pod, _ -> container, _ -> network,
            () -> mounts, _ -> kept));

    /** At the second look. */
    private Optional<String> lost(Effect effect) {
        assertThat(victims.lost("a", effect)).as("at the first look").isEmpty();
        return victims.lost("a", effect);
    }

    private void isDeleted() {
        pod = Optional.empty();
        container = Optional.empty();
        mounts = "";
        kept = false;
    }

    @Test
    void whoIsThereIsHit() {
        for (Effect each : List.of(HTTP, CPU, FILL)) {
            victims.meet("a", each);
            assertThat(lost(each)).isEmpty();
        }
    }

    @Test
    void aPodThatIsGoneIsHitNoMore() {
        victims.meet("a", HTTP);
        isDeleted();
        assertThat(lost(HTTP)).contains("its pod is gone");
        victims.forget("a");
        assertThat(lost(CPU)).contains("its pod is gone");
        victims.forget("a");
        assertThat(lost(FILL)).contains("its pod is gone");
    }

    @Test
    void aNetworkThatWasMadeAnewIsNotHit() {
        victims.meet("a", HTTP);
        network = "net:[2]";
        assertThat(lost(HTTP)).contains("its pod's network was made anew");
        victims.meet("a", HTTP);
        assertThat(victims.lost("a", HTTP)).isEmpty();
    }

    @Test
    void aNetworkIsThereWhileItsContainersStartAgain() {
        victims.meet("a", HTTP);
        pod = Optional.empty();
        assertThat(lost(HTTP)).isEmpty();
        network = "";
        pod = Optional.of(MAIN);
        assertThat(lost(HTTP)).as("it cannot be told").isEmpty();
    }

    @Test
    void aContainerThatHasEndedIsHitNoMoreThoughItsPodIsThere() {
        victims.meet("a", CPU);
        container = Optional.empty();
        assertThat(lost(CPU)).contains("its container has ended");
        assertThat(lost(FILL)).as("it keeps the container from starting").isEmpty();
    }

    @Test
    void oneLookThatSeesNothingIsNotTrusted() {
        victims.meet("a", CPU);
        container = Optional.empty();
        assertThat(victims.lost("a", CPU)).isEmpty();
        container = Optional.of(MAIN);
        assertThat(victims.lost("a", CPU)).isEmpty();
        container = Optional.empty();
        assertThat(victims.lost("a", CPU)).isEmpty();
        assertThat(victims.lost("a", CPU)).isPresent();
    }

    @Test
    void aNodeIsAlwaysThere() {
        isDeleted();
        Effect names = new Effect.Names(Victim.node("node-1"), List.of(), false, Map.of());
        assertThat(lost(names)).isEmpty();
        assertThat(lost(new Effect.FreezeKubelet(Victim.node("node-1")))).isEmpty();
    }
}
