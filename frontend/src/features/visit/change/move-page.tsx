export { default } from './test-page';
