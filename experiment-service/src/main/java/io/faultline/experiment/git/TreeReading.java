package io.faultline.experiment.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.faultline.experiment.repository.Bounds;
import io.faultline.experiment.repository.Fetched;
import io.faultline.experiment.repository.PathRules;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Takes the wanted files out of a commit, without ever writing one to a disk: only regular files of text, and not too many. */
final class TreeReading {
    private static final int MOST_LEFT_OUT = 100;
    private static final int DEEPEST = 8;
    private final Bounds bounds;
    private final Predicate<String> wanted;
    private final Map<String, String> files = new TreeMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private long total;

    TreeReading(Bounds bounds, Predicate<String> wanted) {
        this.bounds = bounds;
        this.wanted = wanted;
    }

    Fetched read(Repository repository, ObjectId commit) throws IOException {
        try (RevWalk commits = new RevWalk(repository); TreeWalk tree = new TreeWalk(repository)) {
            tree.addTree(commits.parseCommit(commit).getTree());
            int entries = 0;
            while (tree.next()) {
                if (++entries > bounds.entries()) {
                    return new Fetched.Failed("it holds more than %d files and folders".formatted(bounds.entries()));
                }
                if (FileMode.TREE.equals(tree.getRawMode(0))) {
                    if (tree.getDepth() < DEEPEST) {
                        tree.enterSubtree();
                    }
                } else {
                    look(tree);
                }
            }
        }
        return new Fetched.Files(commit.name(), files, leftOut);
    }

    private void look(TreeWalk tree) throws IOException {
        String path = tree.getPathString();
        FileMode mode = tree.getFileMode(0);
        boolean link = FileMode.SYMLINK.equals(mode) || FileMode.GITLINK.equals(mode);
        if (link ? !leads(path) : !wanted.test(path)) {
            return;
        }
        if (FileMode.SYMLINK.equals(mode)) {
            leave(path, "is a link: links are not followed");
        } else if (FileMode.GITLINK.equals(mode)) {
            leave(path, "is a submodule: submodules are not followed");
        } else if (!PathRules.isSafe(path)) {
            leave(path, "is no path that is taken: letters, digits and - . _ only");
        } else if (PathRules.collides(path, files)) {
            leave(path, "differs from another file in capitals only");
        } else if (files.size() >= bounds.files()) {
            leave(path, "is one file too many: %d are taken".formatted(bounds.files()));
        } else {
            take(path, tree);
        }
    }

    /** Whether something wanted could be there, or behind it. */
    private boolean leads(String path) {
        return wanted.test(path) || wanted.test(path + "/a.yaml") || wanted.test(path + "/a/a.yaml");
    }

    private void take(String path, TreeWalk tree) throws IOException {
        ObjectLoader blob = tree.getObjectReader().open(tree.getObjectId(0), Constants.OBJ_BLOB);
        long size = blob.getSize();
        if (size > bounds.file()) {
            leave(path, "is larger than %d KB".formatted(bounds.file() >> 10));
        } else if (total + size > bounds.total()) {
            leave(path, "is too much: %d MB are taken".formatted(bounds.total() >> 20));
        } else {
            text(path, blob.getBytes(bounds.file()));
        }
    }

    private void text(String path, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.indexOf('\0') < 0) {
                total += bytes.length;
                files.put(path, text);
                return;
            }
        } catch (CharacterCodingException e) {
            // said below
        }
        leave(path, "is no text");
    }

    private void leave(String path, String why) {
        if (leftOut.size() < MOST_LEFT_OUT) {
            String shown = path.length() > 200 ? path.substring(0, 200) + "..." : path;
            leftOut.add(shown.replaceAll("\\p{Cntrl}", "?") + " " + why);
        }
    }
}
