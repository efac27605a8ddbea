package io.faultline.cli;

import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IFactory;

/** Where <code>faultline</code> starts; another program can take the same commands and put its own beside them. */
public final class Cli {
    private static final List<Class<?>> COMMANDS = List.of(Validate.class, Convert.class, Plan.class, Run.class,
            Runs.class,
            Abort.class, Halt.class, Logs.class, Events.class, Faults.class, Report.class, Experiments.class,
            Schedule.class, Blackout.class, Proxy.class, Infra.class, Hub.class, GitOps.class, Dead.class, Audit.class,
            Explain.class,
            ExitCodes.class,
            GenerateCompletion.class,
            HelpCommand.class);
    /** These speak of all commands. */
    private static final Set<String> NEED_ALL = Set.of("help", "generate-completion");

    private static final Auditor NO_AUDITOR = (_, _) -> Optional.empty();

    private Cli() {}

    public static void main(String[] args) {
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        Console console = Console.ofProcess();
        int code = of(console, NO_AUDITOR, asked(List.of(args)), List.of()).execute(args);
        console.out().flush();
        System.exit(code);
    }

    /**
     * All commands, each given the root it is told about the address, the key and the output by.
     *
     * @param more commands to stand beside them: objects, or classes that may take a {@link Faultline} to be made; what
     *            goes wrong in them is told like everywhere
     */
    public static CommandLine commandLine(Console console, Object... more) {
        return commandLine(console, NO_AUDITOR, List.of(more));
    }

    /** The same, with somebody who can look into the house. */
    public static CommandLine commandLine(Console console, Auditor auditor, List<Object> more) {
        return of(console, auditor, COMMANDS, more);
    }

    /** The commands these words may mean: reading all of them takes longer than running one. */
    private static List<Class<?>> asked(List<String> words) {
        List<Class<?>> named = COMMANDS.stream().filter(command -> words.contains(name(command))).toList();
        return named.isEmpty() || named.stream().anyMatch(command -> NEED_ALL.contains(name(command)))
                ? COMMANDS
                : named;
    }

    private static String name(Object command) {
        Class<?> type = command instanceof Class<?> given ? given : command.getClass();
        return type.getAnnotation(Command.class).name();
    }

    private static CommandLine of(Console console, Auditor auditor, List<Class<?>> commands, List<Object> more) {
        Faultline root = new Faultline(console, auditor);
        IFactory factory = new RootGiver(root);
        CommandLine line = new CommandLine(root, factory);
        more.forEach(command -> line.addSubcommand(name(command), new CommandLine(command, factory)));
        commands.forEach(command -> line.addSubcommand(name(command), new CommandLine(command, factory)));
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(Help.defaultColorScheme(console.terminal().colour() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setOut(new PrintWriter(console.out(), true)).setErr(new PrintWriter(console.err(), true))
                .setExecutionExceptionHandler((trouble, command, parsed) -> Troubles.tell(trouble, console).code())
                .setParameterExceptionHandler(Troubles::misused);
    }

    /** Gives commands that take it the root; makes all others as picocli would. */
    private record RootGiver(Faultline root) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Faultline.class) {
                    constructor.setAccessible(true);
                    return type.cast(constructor.newInstance(root));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
