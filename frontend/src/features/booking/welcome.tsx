export default function Welcome() {
  return <main>hello</main>;
}
