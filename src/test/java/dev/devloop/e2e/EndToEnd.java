package dev.devloop.e2e;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands `Projects` to tests, and prints what is needed to understand a failure before anything is
/// taken down.
public final class EndToEnd
    implements ParameterResolver,
        AfterTestExecutionCallback,
        LifecycleMethodExecutionExceptionHandler {

  private static final Namespace NAMESPACE = Namespace.create(EndToEnd.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Projects.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(key(context), _ -> new Projects(sandbox(context)), Projects.class);
  }

  private static Sandbox sandbox(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Sandbox.class, _ -> new Sandbox(), Sandbox.class);
  }

  /// A store also shows what its parents hold: with its own key a test does not get the class's.
  private static String key(ExtensionContext context) {
    return context.getUniqueId();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    context.getExecutionException().ifPresent(_ -> printEvidence(context));
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    printEvidence(context);
    throw failure;
  }

  private static void printEvidence(ExtensionContext context) {
    for (var at = Optional.of(context); at.isPresent(); at = at.get().getParent()) {
      var projects = context.getStore(NAMESPACE).get(key(at.get()), Projects.class);
      if (projects != null) {
        projects.all().forEach(project -> Evidence.print(context.getDisplayName(), project));
      }
    }
  }
}
