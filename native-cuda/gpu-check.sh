#!/usr/bin/env bash
# Checks and measures the CUDA backend on a machine with a GPU.
#
#   native-cuda/gpu-check.sh prepare   on a machine with Maven, nvcc and a JDK: collects everything that a
#                                      check needs in native-cuda/target/gpu-check
#   native-cuda/gpu-check.sh           on a machine with a GPU. Needs only the driver, no network and no
#                                      JDK, and at most eight minutes. Keeps its output in
#                                      native-cuda/target/gpu-check/report.md.
#   native-cuda/gpu-check.sh rehearse  a small version on any machine with a C++ compiler, over the
#                                      tests' stand-in for the driver. Its times mean nothing.
#
# If they are installed, compute-sanitizer looks for wrong accesses and races, and torch is measured too.
# Exit codes: 2 not prepared, 4 no usable GPU.
set -euo pipefail
cd "$(dirname "$0")"
kit=target/gpu-check
contracts=(kernels.NormalsContractTest kernels.AdamContractTest kernels.ElementContractTest
  kernels.ProductContractTest kernels.EvaluationContractTest kernels.CorrectedDistanceTest
  kernels.ClosedFormTest kernels.GradientTest kernels.MlpContractTest kernels.MlpGradientTest
  kernels.PlanTest kernels.MlpPlanTest cuda.OnHostFourierTest)

prepare() {
  jdk=$(../cli/find-jdk)
  rm -rf "$kit"
  mkdir -p "$kit/lib"
  (cd .. && JAVA_HOME=$jdk mvn -B -q -pl native-cuda -am -DskipTests -Dmaven.javadoc.skip package \
    dependency:copy-dependencies -DincludeScope=test)
  cp target/dependency/*.jar "$kit/lib/"
  cp -r target/classes target/test-classes "$kit/"
  if [ ! -f "$kit/classes/org/sluice/cuda/kernels.fatbin" ]; then
    echo "gpu-check: the build made no kernels; install nvcc to prepare a check" >&2
    exit 2
  fi
  "$jdk/bin/jlink" --strip-debug --no-header-files --no-man-pages --compress zip-9 \
    --add-modules java.se,jdk.incubator.vector,jdk.unsupported,jdk.management --output "$kit/jdk"
  nvcc=$(command -v nvcc || echo "${CUDA_HOME:-/usr/local/cuda}/bin/nvcc")
  "$nvcc" -std=c++17 -O3 -arch=sm_90 src/test/cuda/ceilings.cu -o "$kit/ceilings"
  cp src/test/cuda/torch_peer.py "$kit/"
  du -sh "$kit"
}

# contracts SIZES TEST...: runs these contract tests up to the given sizes, in host memory and on the device.
contracts() {
  sizes=$1
  shift
  "${java[@]}" -Dsluice.test.backends=cuda-on-device,cuda-from-host "-Dsluice.test.sizes=$sizes" \
    org.junit.platform.console.ConsoleLauncher execute --disable-banner --details=summary \
    "${@/#/--select-class=org.sluice.}"
}

sanitise() {
  if ! command -v compute-sanitizer >/dev/null; then
    echo "== accesses and races are not checked on the device: compute-sanitizer is not installed"
    return
  fi
  for tool in memcheck racecheck; do
    echo "== compute-sanitizer $tool"
    sanitised=("${java[@]}")
    java=(compute-sanitizer --tool "$tool" --error-exitcode 1 --target-processes all "${sanitised[@]}")
    contracts 20 kernels.NormalsContractTest kernels.CorrectedDistanceTest kernels.ElementContractTest
    java=("${sanitised[@]}")
  done
}

compare_with_torch() {
  if python3 -c 'import torch; assert torch.cuda.is_available()' 2>/dev/null; then
    python3 "$kit/torch_peer.py"
  else
    echo "== torch is not measured: it is not installed here, or finds no GPU"
  fi
}

check() {
  echo "== contracts on the device"
  contracts 400 "${contracts[@]}"
  sanitise
  echo "== times by events"
  "${java[@]}" org.sluice.cuda.GpuTable
  "$kit/ceilings"
  compare_with_torch
}

rehearse() {
  echo "== contracts over the stand-in"
  contracts 20 "${contracts[@]}"
  echo "== times that mean nothing"
  "${java[@]}" org.sluice.cuda.GpuTable rehearsal
  if python3 -c 'import torch' 2>/dev/null; then
    python3 "$kit/torch_peer.py" rehearsal
  fi
}

if [ "${1-}" = prepare ]; then
  prepare
  exit
fi
if [ ! -x "$kit/jdk/bin/java" ]; then
  echo "gpu-check: nothing is prepared; run 'native-cuda/gpu-check.sh prepare' on the machine that builds" >&2
  exit 2
fi
java=("$kit/jdk/bin/java" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED
  -XX:-UseProfiledLoopPredicate -XX:PerMethodTrapLimit=100000 -Xmx4g -cp "$kit/test-classes:$kit/classes:$kit/lib/*")
what=check
if [ "${1-}" = rehearse ]; then
  what=rehearse
  src/test/cuda/compile target/host
  export LD_LIBRARY_PATH=$PWD/target/host
fi
"${java[@]}" org.sluice.cuda.DriverCheck
"$what" 2>&1 | tee "$kit/report.md"
