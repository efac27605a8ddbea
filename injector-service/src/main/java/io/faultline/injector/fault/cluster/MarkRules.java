package io.faultline.injector.fault.cluster;

import java.util.List;
import java.util.Objects;

import io.faultline.injector.fault.ApiUndo;
import io.faultline.injector.fault.ApiUndo.Reconnect;
import io.faultline.injector.fault.ApiUndo.ScaleBack;
import io.faultline.injector.fault.ApiUndo.Uncordon;
import io.faultline.injector.fault.ApiUndo.Untaint;
import io.faultline.injector.fault.BesideUndo;
import org.jspecify.annotations.Nullable;

/**
 * Which marks are believed. Whoever may write on one object could write any mark there, so it is taken at its word about
 * that object only: it says nothing of others, and nothing that he could not have done himself.
 */
public final class MarkRules {
    private static final String NO_HELPERS = "";

    private MarkRules() {}

    /** @param helpers the namespace of helpers: only who may make pods there speaks of what is in force on a node */
    public static boolean isOf(ClusterMark mark, Bearer bearer, Marks marks, String helpers) {
        return switch (mark.undo()) {
            case Uncordon undo -> isNamed(mark, undo.mark(), bearer, marks) && bearer.isNode(undo.node(), undo.uid());
            case Untaint undo -> isNamed(mark, undo.mark(), bearer, marks) && bearer.isNode(undo.node(), undo.uid());
            case ScaleBack undo -> isNamed(mark, undo.mark(), bearer, marks)
                    && bearer.is(undo.kind(), undo.namespace(), undo.name()) && bearer.uid().equals(undo.uid());
            case Reconnect undo -> isNamed(mark, undo.mark(), bearer, marks) && isOf(undo, bearer);
            case BesideUndo.EndBeside undo -> isNamed(undo, mark, bearer, marks)
                    && isHelper(bearer, helpers) && Objects.equals(undo.node(), bearer.node());
            case ApiUndo.LeftToController _,ApiUndo.LeftToRollout _,BesideUndo.LeftToKubelet _ -> false;
        };
    }

    /** What other faults have in force on this object, by their marks on it. */
    public static <U extends ApiUndo> List<U> inForce(Class<U> kind, Bearer on, Marks marks) {
        return marks.standing(on.annotations()).stream().filter(mark -> isOf(mark, on, marks, NO_HELPERS))
                .map(ClusterMark::undo).filter(kind::isInstance).map(kind::cast).toList();
    }

    /** It is written where its undo looks for it, and of the fault it says it is of. */
    private static boolean isNamed(ClusterMark mark, @Nullable String named, Bearer bearer, Marks marks) {
        return named != null && named.equals(mark.mark()) && bearer.annotations().containsKey(marks.key(named));
    }

    private static boolean isNamed(BesideUndo undo, ClusterMark mark, Bearer bearer, Marks marks) {
        return undo.mark() != null && undo.markOfFault().equals(mark.mark())
                && bearer.annotations().containsKey(marks.key(undo.mark()));
    }

    /** Both the policy and the one pod it is for bear it. */
    private static boolean isOf(Reconnect undo, Bearer bearer) {
        return bearer.is("networkpolicy", undo.namespace(), undo.policy())
                || bearer.is("pod", undo.namespace(), undo.pod()) && bearer.uid().equals(undo.uid());
    }

    private static boolean isHelper(Bearer bearer, String helpers) {
        return bearer.kind().equals("pod") && helpers.equals(bearer.namespace())
                && ClusterProtection.HELPER.equals(bearer.labels().get(ClusterProtection.COMPONENT));
    }
}
