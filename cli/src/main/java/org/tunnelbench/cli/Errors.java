package org.tunnelbench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import org.tunnelbench.cli.rest.ControllerException;
import org.tunnelbench.cli.rest.RefusedException;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.document.InvalidDocumentException;
import org.tunnelbench.lab.LabException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Tells on standard error what went wrong, and chooses the exit code. */
final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    tell(command, String.valueOf(e.getMessage()));
    command
        .getErr()
        .println("See " + command.getCommandSpec().qualifiedName() + " --help for what it takes.");
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult arguments) {
    return switch (e) {
      case UsageException wrong -> told(command, wrong, ExitCode.USAGE);
      case InvalidDocumentException wrong -> told(command, wrong, ExitCode.USAGE);
      case InvalidValueException wrong -> told(command, wrong, ExitCode.USAGE);
      case RefusedException refused -> told(command, refused, ExitCode.USAGE);
      case FailedException failed -> told(command, failed, ExitCode.FAILED);
      case LabException failed -> told(command, failed, ExitCode.FAILED);
      case ControllerException failed -> told(command, failed, ExitCode.FAILED);
      case IOException failed -> {
        tell(command, failed.toString());
        yield ExitCode.FAILED;
      }
      default -> unexpected(e, command);
    };
  }

  private static int told(CommandLine command, Exception e, int code) {
    tell(command, String.valueOf(e.getMessage()));
    return code;
  }

  private static int unexpected(Exception e, CommandLine command) {
    tell(command, "a fault of tunnelbench; please report it with these lines:");
    PrintWriter err = command.getErr();
    e.printStackTrace(err);
    err.flush();
    return ExitCode.FAILED;
  }

  private static void tell(CommandLine command, String message) {
    message.lines().forEach(line -> command.getErr().println("tunnelbench: " + line));
  }
}
