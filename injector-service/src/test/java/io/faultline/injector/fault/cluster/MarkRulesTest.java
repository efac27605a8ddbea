package io.faultline.injector.fault.cluster;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

import io.faultline.injector.fault.ApiUndo;
import io.faultline.injector.fault.ApiUndo.Reconnect;
import io.faultline.injector.fault.ApiUndo.ScaleBack;
import io.faultline.injector.fault.ApiUndo.Uncordon;
import io.faultline.injector.fault.ApiUndo.Untaint;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.store.MarkTexts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody who may write on his own pod forges marks there. */
class MarkRulesTest {
    private static final String HELPERS = "faultline";
    private static final String MARK = "faultline-run-f";
    private static final Marks MARKS = new WrittenMarks(MarkTexts.json(), () -> "house", Clock.systemUTC());
    private static final Map<String, String> HELPER = Map.of(ClusterProtection.COMPONENT, ClusterProtection.HELPER);

    private static final Uncordon UNCORDON = new Uncordon(null, "node-1", "u", MARK, false);
    private static final Untaint UNTAINT = new Untaint(null, "node-1", "u", MARK, "k", "v", "NoExecute");
    private static final ScaleBack SCALE_BACK = new ScaleBack(null, "deployment", "shop", "cart", "u", MARK, 2, 0);
    private static final Reconnect RECONNECT = new Reconnect(null, "shop", "cut", MARK, null, "cart", "u");
    private static final BesideUndo.EndBeside END = new BesideUndo.EndBeside(null, "node-1", MARK + ".1a",
            "freeze-kubelet pod=", "it");

    /** What bears the mark of that name. */
    private static Bearer bearer(String kind, @Nullable String namespace, String name, String uid, String mark,
            Map<String, String> labels, @Nullable String node) {
        return new Bearer(kind, namespace, name, uid, labels, Map.of(MARKS.key(mark), "{}"), node);
    }

    private static Bearer bearer(String kind, @Nullable String namespace, String name, String uid) {
        return bearer(kind, namespace, name, uid, MARK, Map.of(), null);
    }

    private static Bearer helper(String namespace, Map<String, String> labels, String node) {
        return bearer("pod", namespace, "faultline-beside-x", "h", END.mark(), labels, node);
    }

    private static boolean isBelieved(ClusterUndo undo, Bearer on) {
        return isBelieved(MARK, undo, on);
    }

    private static boolean isBelieved(String mark, ClusterUndo undo, Bearer on) {
        return MarkRules.isOf(new ClusterMark(mark, "another house", Instant.EPOCH, undo), on, MARKS, HELPERS);
    }

    @Test
    void aMarkOnTheObjectItsUndoNamesIsBelieved() {
        assertThat(isBelieved(UNCORDON, bearer("node", null, "node-1", "u"))).isTrue();
        assertThat(isBelieved(UNTAINT, bearer("node", null, "node-1", "u"))).isTrue();
        assertThat(isBelieved(SCALE_BACK, bearer("deployment", "shop", "cart", "u"))).isTrue();
        assertThat(isBelieved(RECONNECT, bearer("pod", "shop", "cart", "u"))).isTrue();
        assertThat(isBelieved(RECONNECT, bearer("networkpolicy", "shop", "cut", "of the policy"))).isTrue();
        assertThat(isBelieved(END, helper(HELPERS, HELPER, "node-1"))).isTrue();
    }

    static Stream<ClusterUndo> onOwnPod() {
        return Stream.of(UNCORDON, UNTAINT, SCALE_BACK, END,
                new Reconnect(null, "shop", "cut", MARK, "app=cart", null, null),
                new Reconnect(null, "payments", "cut", MARK, null, "forged", "u"),
                new BesideUndo.EndBeside(null, "node-1", MARK, "freeze-kubelet pod=\ninject 1 k 9 o cpu", "it"),
                new BesideUndo.LeftToKubelet(null, "node-1", MARK, "kill pod=1", "it"),
                new ApiUndo.LeftToController(null, "shop", "forged", "u"));
    }

    @ParameterizedTest
    @MethodSource("onOwnPod")
    void aPodIsNotBelievedAboutAnythingElse(ClusterUndo undo) {
        Map<String, String> written = Map.of(MARKS.key(MARK), "{}", MARKS.key(END.mark()), "{}");
        assertThat(isBelieved(undo, new Bearer("pod", "shop", "forged", "u", HELPER, written, "node-1"))).isFalse();
    }

    @Test
    void aHelperIsBelievedOnlyInItsNamespaceByItsLabelAndAboutItsNode() {
        assertThat(isBelieved(END, helper("shop", HELPER, "node-1"))).isFalse();
        assertThat(isBelieved(END, helper(HELPERS, Map.of(), "node-1"))).isFalse();
        assertThat(isBelieved(END, helper(HELPERS, HELPER, "node-2"))).isFalse();
        assertThat(isBelieved(UNCORDON, helper(HELPERS, HELPER, "node-1"))).isFalse();
    }

    @Test
    void aMarkIsNotBelievedOnWhatHasThatNameAndIsAnother() {
        assertThat(isBelieved(UNCORDON, bearer("node", null, "node-1", "made anew"))).isFalse();
        assertThat(isBelieved(UNTAINT, bearer("node", null, "node-2", "u"))).isFalse();
        assertThat(isBelieved(SCALE_BACK, bearer("deployment", "shop", "cart", "a copy"))).isFalse();
        assertThat(isBelieved(SCALE_BACK, bearer("deployment", "payments", "cart", "u"))).isFalse();
        assertThat(isBelieved(SCALE_BACK, bearer("statefulset", "shop", "cart", "u"))).isFalse();
        assertThat(isBelieved(RECONNECT, bearer("pod", "shop", "cart", "replaced"))).isFalse();
        assertThat(isBelieved(RECONNECT, bearer("networkpolicy", "shop", "another", "u"))).isFalse();
    }

    @Test
    void aMarkIsNotBelievedThatSaysItIsOfAnotherFaultOrIsWrittenElsewhere() {
        Bearer node = bearer("node", null, "node-1", "u");
        assertThat(isBelieved("faultline-another-f", UNCORDON, node)).isFalse();
        assertThat(isBelieved(UNCORDON, bearer("node", null, "node-1", "u", "another", Map.of(), null))).isFalse();
        assertThat(isBelieved("faultline-another-f", END, helper(HELPERS, HELPER, "node-1"))).isFalse();
    }

    @Test
    void aMarkThatLacksWhatItsUndoNeedsIsNotBelieved() {
        MarkText text = MarkTexts.json();
        Stream.of("{\"undo\":\"uncordon\"}", "{\"undo\":\"uncordon\",\"node\":\"node-1\",\"mark\":\"m\"}",
                "{\"undo\":\"end-beside\",\"node\":\"node-1\"}", "{\"undo\":\"reconnect\"}", "{\"undo\":\"untaint\"}",
                "{\"undo\":\"scale-back\",\"mark\":\"m\"}")
                .map("{\"mark\":\"m\",\"house\":\"h\",\"deadline\":\"1970-01-01T00:00:00Z\",\"undo\":%s}"::formatted)
                .map(each -> text.read(each).orElseThrow())
                .forEach(mark -> assertThat(MarkRules.isOf(mark,
                        bearer("node", null, "node-1", "u", "m", HELPER, "node-1"), MARKS, HELPERS)).isFalse());
    }
}
