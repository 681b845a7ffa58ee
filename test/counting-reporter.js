/** A Web Test Runner reporter that counts each test once an engine, and says the sum in the one line that test/all.ts reads. */
export function countingReporter() {
  return {
    onTestRunFinished({ sessions }) {
      const counts = { passed: 0, failed: 0, skipped: 0 };
      const perEngine = new Map();
      for (const { browser, passed, testResults } of sessions) {
        const tests = testsIn(testResults);
        perEngine.set(browser.name, (perEngine.get(browser.name) ?? 0) + tests.length);
        for (const test of tests) counts[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'] += 1;
        // A page that did not load, or broke outside its tests.
        if (!passed && tests.every((test) => test.passed || test.skipped)) counts.failed += 1;
      }
      for (const [name, tests] of perEngine) {
        console.log(`${name}: ${tests} tests`);
        if (tests === 0) counts.failed += 1;
      }
      console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
    },
  };
}

const testsIn = (suite) => (suite ? [...suite.tests, ...suite.suites.flatMap(testsIn)] : []);
