package io.faultline.formats.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A line for <code>/bin/sh -c</code> taken apart into the words the shell would run, as long as they are plain words.
 * There is no shell here, so whatever only a shell can do needs one of its own, where the user has one.
 */
final class ShellWords {
    private static final Set<String> OF_THE_SHELL = Set.of("if", "for", "while", "until", "case", "{", "!", "cd",
            "export", "exit", "set", "unset", "eval", "exec", ".", "source", "read", "trap", "wait", "alias", "return",
            "shift", "ulimit", "umask", "command", "builtin", "function", "[[", "time");

    /** The words, or why there are none. */
    sealed interface Split {
        record Words(List<String> argv) implements Split {}

        record NeedsShell(String why) implements Split {}

        /** A shell would not run it either. */
        record Broken(String why) implements Split {}
    }

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private @Nullable String why;
    private @Nullable String broken;

    private ShellWords(String line) {
        this.line = line;
    }

    static Split split(String line) {
        ShellWords words = new ShellWords(line.strip());
        words.walk();
        return words.result();
    }

    private Split result() {
        if (broken != null) {
            return new Split.Broken(broken);
        }
        if (why != null) {
            return new Split.NeedsShell(why);
        }
        if (words.isEmpty()) {
            return new Split.Broken("it holds no command");
        }
        String first = words.getFirst();
        if (OF_THE_SHELL.contains(first)) {
            return new Split.NeedsShell("'%s' is a word of the shell itself".formatted(first));
        }
        if (first.matches("[A-Za-z_][A-Za-z0-9_]*=.*")) {
            return new Split.NeedsShell("it sets a variable before its command");
        }
        return new Split.Words(List.copyOf(words));
    }

    private void walk() {
        int i = 0;
        while (i < line.length() && why == null) {
            char c = line.charAt(i);
            i = switch (c) {
                case '\'' -> quoted(i);
                case '"' -> doubleQuoted(i);
                case '\\' -> escaped(i);
                case ' ', '\t' -> {
                    end();
                    yield i + 1;
                }
                default -> plain(c, i);
            };
        }
        end();
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
    }

    private void add(char c) {
        word.append(c);
        inWord = true;
    }

    private int plain(char c, int i) {
        String reason = switch (c) {
            case '|' -> "it pipes ('|')";
            case '&' -> "it runs more than one command ('&')";
            case ';', '\n', '\r' -> "it runs more than one command";
            case '<', '>' -> "it redirects ('%s')".formatted(c);
            case '$' -> "it expands a variable or a command ('$')";
            case '`' -> "it expands a command ('`')";
            case '*', '?', '[' -> "it expands file names ('%s')".formatted(c);
            case '(', ')' -> "it opens a sub-shell";
            case '~' -> inWord ? null : "it expands a home directory ('~')";
            case '#' -> inWord ? null : "it holds a comment ('#')";
            default -> null;
        };
        why = reason;
        add(c);
        return i + 1;
    }

    private int quoted(int i) {
        int end = line.indexOf('\'', i + 1);
        if (end < 0) {
            broken = "a quote (') is not closed";
            return line.length();
        }
        word.append(line, i + 1, end);
        inWord = true;
        return end + 1;
    }

    private int doubleQuoted(int start) {
        inWord = true;
        int i = start + 1;
        while (i < line.length()) {
            char c = line.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c == '$' || c == '`') {
                why = "it expands something within quotes ('%s')".formatted(c);
                return line.length();
            }
            boolean escape = c == '\\' && i + 1 < line.length() && "\"\\$`\n".indexOf(line.charAt(i + 1)) >= 0;
            i += escape ? 1 : 0;
            if (!escape || line.charAt(i) != '\n') {
                add(line.charAt(i));
            }
            i++;
        }
        broken = "a quote (\") is not closed";
        return i;
    }

    private int escaped(int i) {
        if (i + 1 >= line.length()) {
            broken = "it ends with a backslash";
            return line.length();
        }
        if (line.charAt(i + 1) != '\n') {
            add(line.charAt(i + 1));
        }
        return i + 2;
    }
}
